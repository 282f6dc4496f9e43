/** The files that web/ builds for pages, as the site and the admin port serve them. */
package io.boxoffice.gateway.assets;
