/**
 * Organisations: who sells, who works for them, and by which keys programs do. {@link
 * io.boxoffice.services.organisation.OrganisationFeature} has the operations; {@link io.boxoffice.services.organisation.Organisations},
 * {@link io.boxoffice.services.organisation.Members} and {@link io.boxoffice.services.organisation.ApiKeys} the SQL; {@link
 * io.boxoffice.services.organisation.Authority} says what a caller may decide. {@link io.boxoffice.services.organisation.KnownMembers} is
 * what each request is judged by, without PostgreSQL.
 */
package io.boxoffice.services.organisation;
