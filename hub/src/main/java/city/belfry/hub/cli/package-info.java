/// The command line: one class a verb; results on standard output, notes and progress on standard error.
@NullMarked
package city.belfry.hub.cli;

import org.jspecify.annotations.NullMarked;
