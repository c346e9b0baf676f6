/// The hub as a real browser sees it.
@NullMarked
package city.belfry.hub.browser;

import org.jspecify.annotations.NullMarked;
