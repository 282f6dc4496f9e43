/** The booking core, driven directly: the commands that measurements give it, encoded, and a state machine with shows on sale. */
package io.boxoffice.bench.core;
