import process from 'node:process';
import { runShell } from './shell.ts';

void runShell(process.argv);
