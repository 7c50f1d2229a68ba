// SPDX-License-Identifier: Apache-2.0
import '../shared/base.css';
import './chat.css';
import { startPage } from '../shared/page';
import * as strings from '../shared/public_strings';
import { learn } from '../shared/strings';
import { Phone } from './phone';
import type { Settings } from './phone';

learn(strings);
startPage<Settings>((settings) => <Phone settings={settings} />);
