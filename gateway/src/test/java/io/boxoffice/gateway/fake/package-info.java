/**
 * A booking core in memory for the gateway's tests: enough of its meaning to hold, pay, cancel and check in, applied on one
 * thread that tests can stop and start. {@link io.boxoffice.gateway.fake.FakeCore} is the thing.
 */
package io.boxoffice.gateway.fake;
