/**
 * The rules of the house, as tests on the classes of every module. {@link io.boxoffice.architecture.Arrows} lists which room and
 * which feature may know which; {@link io.boxoffice.architecture.ArchitectureTest} holds the build to it, and to the rules of
 * docs/architecture.md that no compiler knows.
 */
package io.boxoffice.architecture;
