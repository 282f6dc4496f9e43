/**
 * The contract, as a document and as a page to try it on.
 *
 * <p>{@link io.boxoffice.gateway.openapi.OpenApiDocument} assembles OpenAPI 3.1 from the routes themselves, the problem codes
 * and one resource of component schemas; {@link io.boxoffice.gateway.openapi.DocumentationRoutes} serves it, with Swagger UI.
 */
package io.boxoffice.gateway.openapi;
