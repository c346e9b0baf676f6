/// What-ifs: a baseline with statements that come and statements that go, asked like the baseline itself.
@NullMarked
package city.belfry.hub.scenario;

import org.jspecify.annotations.NullMarked;
