/**
 * What Boxoffice is compared with, in the same run on the same machine: the limits of the machine and of the libraries it stands
 * on, and what others would do for holds. Each measurement is one class with one method that takes a {@link
 * io.boxoffice.bench.peers.Setting} and returns {@link io.boxoffice.bench.peers.Figures}. What waits for the disk is compared
 * with what waits for the disk only.
 */
package io.boxoffice.bench.peers;
