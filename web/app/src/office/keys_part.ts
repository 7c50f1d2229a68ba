// SPDX-License-Identifier: Apache-2.0
// src/keys as a part that is fetched later.
import '../shared/base';
export * from '../keys';
