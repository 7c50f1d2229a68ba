// SPDX-License-Identifier: Apache-2.0
export * from './account';
export * from './bytes';
export * from './envelope';
export * from './office';
export * from './password';
export * from './seal';
