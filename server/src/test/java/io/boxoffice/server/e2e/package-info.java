/**
 * Whole servers, through the front door: HTTP on the loopback interface, a journal on disk, PostgreSQL.
 *
 * <p>{@link io.boxoffice.server.e2e.TestServer} is a server in this process, {@link io.boxoffice.server.e2e.ServerProcess} one
 * that can be killed. Both have an {@link io.boxoffice.server.e2e.Organizer}, who puts a show on sale, and {@link
 * io.boxoffice.server.e2e.Customer}s, who buy. {@link io.boxoffice.server.e2e.Agreement} asks engine, journal and PostgreSQL
 * the same questions, and what clients were
 * told is judged by {@link io.boxoffice.server.history}.
 */
package io.boxoffice.server.e2e;
