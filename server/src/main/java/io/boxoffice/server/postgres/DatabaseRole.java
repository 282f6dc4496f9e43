package io.boxoffice.server.postgres;

import java.util.Locale;

/**
 * Who connects to the server's own PostgreSQL, and for what. None of them is a superuser: that is the user {@code boxoffice} alone,
 * who makes these at every start, and as whom a person may look in.
 */
public enum DatabaseRole {
    /** Owns the schemas, and migrates them. */
    OWNER,
    /** Reads and writes what features keep, and reads sales. */
    FEATURES,
    /** Writes sales. */
    WRITER;

    /** The role's name in PostgreSQL. */
    public String user() {
        return "boxoffice_" + text();
    }

    /** The file with its password, in the directory of the password of {@code boxoffice}. */
    String passwordFile() {
        return "password-" + text();
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
