// SPDX-License-Identifier: Apache-2.0
// What every page of the officers needs. Each part that is fetched later imports this as a whole, so that the bundler makes one
// file of it: a slow line pays for every file, and a browser fetches six at a time.
import '../inbox/format';
import '../inbox/parts';
import '../inbox/use_tickets';
import '../office/form';
import '../office/officer';
import '../office/unlock';
import './api';
import './early_answers';
import './language';
import './later';
import './live';
import './office_strings';
import './page';
import './quality_strings';
import './reach';
import './repeat';
import './strings';
