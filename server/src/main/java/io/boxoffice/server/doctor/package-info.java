/**
 * What is checked about a machine before a server is trusted with it. {@link io.boxoffice.server.doctor.Examination} runs the
 * checks; each gives a {@link io.boxoffice.server.doctor.Finding}.
 */
package io.boxoffice.server.doctor;
