/**
 * What people see in a browser: pages drawn on the server, whole, from templates ({@code src/main/jte}) and one catalogue of messages
 * a language ({@code messages/}).
 *
 * <p>Read {@link io.boxoffice.services.site.SiteFeature} first: it lists the addresses. A page is made of a {@code Frame} (head, header
 * and footer) and a view: a record of what the template shows. {@code Programme} is what is on, from memory alone, so that pages go
 * on without PostgreSQL; {@code Details} adds what only PostgreSQL knows, and remembers it. Pages that are the same for everybody are
 * kept for two seconds ({@code PageCache}).
 */
package io.boxoffice.services.site;
