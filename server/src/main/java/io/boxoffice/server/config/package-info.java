/**
 * The settings of a server, read once at start.
 *
 * <p>{@code reference.conf} beside these classes names every key with its default. {@link
 * io.boxoffice.server.config.ConfigLoader} lays the configuration file, the environment and the command line over it, refuses
 * keys it does not know, and gives the result as {@link io.boxoffice.server.config.ServerConfig}: the records that
 * the rooms define for themselves, filled by {@code ConfigTree}. {@link io.boxoffice.server.config.Section} reads typed values and says in one line what is wrong.
 */
package io.boxoffice.server.config;
