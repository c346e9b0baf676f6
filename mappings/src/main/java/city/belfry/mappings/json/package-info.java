/// JSON values and JSONPath (RFC 9535) over them.
@NullMarked
package city.belfry.mappings.json;

import org.jspecify.annotations.NullMarked;
