package io.boxoffice.simulator.disk;

import java.util.Random;

/** A file or a directory. */
interface SimulatedNode {
    /** Becomes what a power cut leaves of it. */
    void losePower(Random random);
}
