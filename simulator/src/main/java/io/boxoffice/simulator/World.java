package io.boxoffice.simulator;

import io.boxoffice.simulator.disk.SimulatedDisk;

/** What is there before a server's process begins and after it has ended, and what sees all of it. */
record World(SimulatedDisk disk, VirtualClock clock, Oracle oracle, Ledger ledger, Bank bank, Trace trace) {}
