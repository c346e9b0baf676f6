/// The official RML test suites, run from their manifests.
@NullMarked
package city.belfry.mappings.conformance;

import org.jspecify.annotations.NullMarked;
