/**
 * A small fictional catalogue for {@code serve --demo}: {@link io.boxoffice.server.imports.demo.DemoCatalogue} puts it on sale
 * through the same front door as every import, and {@link io.boxoffice.server.imports.demo.DemoHalls} draws its halls.
 */
package io.boxoffice.server.imports.demo;
