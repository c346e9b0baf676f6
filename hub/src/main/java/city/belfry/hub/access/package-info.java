/// Who may do what: roles, tokens and the one security chain in front of everything.
@NullMarked
package city.belfry.hub.access;

import org.jspecify.annotations.NullMarked;
