/**
 * The settings of a server, read once at start.
 *
 * <p>{@code ConfigParts} lists the records that rooms and features define for themselves. Each reads its own section; the keys
 * with their defaults and comments stand in the resource {@code config/SECTION.conf} of its module. {@code ConfigTexts} puts
 * these together, and writes {@code config/boxoffice.conf} from them. {@link io.boxoffice.server.config.ConfigLoader} lays the
 * configuration file, the environment and the command line over the defaults, refuses keys it does not know, and gives the
 * records as {@link io.boxoffice.server.config.ServerConfig}. {@code HoconSection} reads typed values and says in one line what
 * is wrong.
 */
package io.boxoffice.server.config;
