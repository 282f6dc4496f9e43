/**
 * How the parts of a server stand, in plain words, for those who run it. A room or feature tells of itself in a
 * {@link io.boxoffice.gateway.status.Part}; {@link io.boxoffice.gateway.status.StatusBoard} looks at all of them, puts the worst first
 * and remembers since when it is so. The admin port draws a page and JSON of that.
 */
package io.boxoffice.gateway.status;
