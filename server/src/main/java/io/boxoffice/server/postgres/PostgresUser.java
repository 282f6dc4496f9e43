package io.boxoffice.server.postgres;

import io.boxoffice.journal.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs. It refuses to run as root; so, for root, it runs in a user namespace of its own, where root's
 * files are still its own but it is not root; or, where that is forbidden (many containers), as the user nobody, to whom the
 * cluster then belongs.
 *
 * @param prefix what to put before each command
 * @param owner  who the cluster and what PostgreSQL reads must belong to; null: whoever makes them
 */
record PostgresUser(List<String> prefix, String owner) {
    private static final String ROOT = "root";
    private static final String UNPRIVILEGED = "nobody";
    private static final long PROBE_TIMEOUT_MS = 10_000;

    /** Decides for a cluster, which need not be there yet. */
    static PostgresUser forCluster(Path cluster) throws IOException {
        boolean made = Files.exists(cluster);
        String clusterOwner = made ? Files.getOwner(cluster).getName() : null;
        if (!System.getProperty("user.name").equals(ROOT)) {
            if (made && !Files.isWritable(cluster)) {
                throw new EmbeddedDatabaseException("PostgreSQL's data in " + cluster + " belong to " + clusterOwner
                        + ": start as that user, or give them to " + System.getProperty("user.name"));
            }
            return new PostgresUser(List.of(), null);
        }
        if (made && !clusterOwner.equals(ROOT)) {
            return switchingTo(clusterOwner);
        }
        if (namespacesWork()) {
            return new PostgresUser(List.of("unshare", "-U"), null);
        }
        if (made) {
            throw new EmbeddedDatabaseException(
                    "PostgreSQL does not run as root, and user namespaces are forbidden here:" + " give " + cluster
                            + " to another user (chown -R nobody), or start as one");
        }
        return switchingTo(UNPRIVILEGED);
    }

    /** By changing to that user, which root may. */
    static PostgresUser switchingTo(String user) {
        return new PostgresUser(List.of("runuser", "-u", user, "--"), user);
    }

    private static boolean namespacesWork() {
        try {
            return PostgresCommand.run(List.of(), List.of("unshare", "-U", "true"), PROBE_TIMEOUT_MS)
                    .succeeded();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Lets the user come to the cluster and read the programs, which the server keeps to itself otherwise. The directory above is
     * the server's data directory: others may then go through it, and read nothing in it.
     */
    void letIn(Path directory, Path programs) throws IOException {
        if (owner == null) {
            return;
        }
        allow(directory, PosixFilePermission.OTHERS_EXECUTE);
        allow(directory.getParent(), PosixFilePermission.OTHERS_EXECUTE);
        try (Stream<Path> all = Files.walk(programs)) {
            for (Path path : all.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                allow(path, PosixFilePermission.OTHERS_READ);
                if (Files.isExecutable(path)) {
                    allow(path, PosixFilePermission.OTHERS_EXECUTE);
                }
            }
        }
    }

    private static void allow(Path path, PosixFilePermission permission) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.add(permission)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** Keeps a new cluster to its owner, where the server is that; else PostgreSQL must read what the server has put into it. */
    void keepOthersOut(Path cluster) throws IOException {
        if (owner == null) {
            OwnerOnly.tightenTree(cluster, path -> false);
        }
    }

    /** Gives a file to the user. */
    void give(Path file) throws IOException {
        if (owner != null) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
        }
    }
}
