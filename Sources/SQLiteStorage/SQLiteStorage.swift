// The embedded default: one SQLite file on one machine.
