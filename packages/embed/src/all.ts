/** `shuk.all.js`: everything for shops that are a catalogue file. */
import { startWhole } from './whole.js';

startWhole();
