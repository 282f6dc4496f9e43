/**
 * Brings its own PostgreSQL, for a server that was given none: {@link io.boxoffice.server.postgres.EmbeddedDatabase} unpacks
 * it ({@code PostgresBinaries}), makes a cluster, starts it as somebody other than root ({@code PostgresUser}), proves that
 * it is safe ({@code SafetyCheck}), makes the roles as whom the server connects ({@code DatabaseRoles}), brings it back when it dies ({@code PostmasterWatch}) and stops it, also when the process
 * is told to end while it starts ({@code StartGuard}). It is an ordinary PostgreSQL: what it holds is durable and asks for a
 * password. {@code Postmaster} knows what a killed server may have left behind.
 *
 * <p>Under the given directory:
 *
 * <pre>
 *   lock             held by the one server that uses this directory
 *   binaries-…/      PostgreSQL itself, unpacked; made again when missing
 *   cluster/         the data; boxoffice.conf in it is written anew at every start, postgresql.conf is a person's to edit
 *   password         of the superuser boxoffice, readable by the owner alone
 *   password-…       of each role as whom the server connects ({@link io.boxoffice.server.postgres.DatabaseRole})
 * </pre>
 */
package io.boxoffice.server.postgres;
