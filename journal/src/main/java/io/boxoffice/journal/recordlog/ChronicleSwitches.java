package io.boxoffice.journal.recordlog;

/**
 * Turns off what Chronicle would do besides writing a queue: no thread that watches disks ({@code DiskFloors} does that), none
 * that unmaps files some time after they were closed, no banner, no analytics. Each can still be set from outside.
 */
final class ChronicleSwitches {
    static {
        setUnlessSet("chronicle.disk.monitor.disable", "true");
        setUnlessSet("chronicle.analytics.disable", "true");
        setUnlessSet("chronicle.announcer.disable", "true");
        setUnlessSet("background.releaser", "false");
        setUnlessSet("disable.resource.warning", "true");
    }

    private ChronicleSwitches() {}

    /** Must be called before any class of Chronicle is used. */
    static void apply() {
        // The work is done once, when this class is loaded.
    }

    private static void setUnlessSet(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
