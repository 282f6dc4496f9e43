/**
 * PostgreSQL for all features: connections, transactions and their retries, a schema and a history of migrations a feature, ids, places
 * in lists, versions and Idempotency-Keys.
 *
 * <p>{@link io.boxoffice.services.database.SqlDatabase} is the way there. Whatever uses it blocks, belongs on the {@link
 * io.boxoffice.gateway.route.ServiceExecutor}, and throws {@link io.boxoffice.services.database.DatabaseUnavailableException} when
 * PostgreSQL is away. {@link io.boxoffice.services.database.SalesTables} is what to know of the persistence writer's tables.
 */
package io.boxoffice.services.database;
