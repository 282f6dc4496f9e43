/**
 * The fictional catalogue of {@code serve --demo}: {@link io.boxoffice.server.imports.demo.DemoCatalogue} puts it on sale and sells a
 * part of it, through the same front door as every import and every buyer. What is played where, when and for how much is said in the
 * files of {@code resources/demo}, which {@link io.boxoffice.server.imports.demo.DemoProgramme} reads; {@link
 * io.boxoffice.server.imports.demo.DemoHall} draws the halls.
 */
package io.boxoffice.server.imports.demo;
