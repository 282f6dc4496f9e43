/**
 * Requests and answers as records, for what is not hot. A record's components are the fields; its Jakarta constraints say what may be
 * in them. {@link io.boxoffice.gateway.record.Records} binds and checks a body, all errors at once, and writes an answer; {@link
 * io.boxoffice.gateway.record.RecordSchemas} makes the document's schemas of the same records, so that nothing is spelled twice.
 */
package io.boxoffice.gateway.record;
