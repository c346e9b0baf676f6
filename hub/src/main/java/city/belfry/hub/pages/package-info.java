/// The pages for people: server-rendered, French first and English second, usable without JavaScript.
@NullMarked
package city.belfry.hub.pages;

import org.jspecify.annotations.NullMarked;
