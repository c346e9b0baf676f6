/// The hostile list: what somebody who wishes the hub ill may send, against a real hub over HTTP. Each class prints how
/// much it tried and how much of it got through.
@NullMarked
package city.belfry.hub.hostile;

import org.jspecify.annotations.NullMarked;
