/**
 * JMH benchmarks. {@link io.boxoffice.bench.micro.HoldAndReleaseBenchmark} is the one to start with: what the rules alone cost,
 * without ring, journal and network.
 */
package io.boxoffice.bench.micro;
