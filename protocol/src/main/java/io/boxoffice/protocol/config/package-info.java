/**
 * How a room reads its configuration. A record of settings reads its own {@link io.boxoffice.protocol.config.Section}, and a
 * {@link io.boxoffice.protocol.config.ConfigPart} says which one. The file format, and where the values come from, are the
 * server's matter. Nothing in the state machine knows of this package.
 */
package io.boxoffice.protocol.config;
