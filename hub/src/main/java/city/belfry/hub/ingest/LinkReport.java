package city.belfry.hub.ingest;

import java.util.SortedMap;
import java.util.TreeMap;

/// The account of the links by place.
///
/// @param linked how many things each rule linked
/// @param outside how many things of each rule lie in no area
/// @param changed whether the links differ from those published before
public record LinkReport(SortedMap<String, Long> linked, SortedMap<String, Long> outside, boolean changed) {
    /// Of a run that makes no links.
    public static final LinkReport NONE = new LinkReport(new TreeMap<>(), new TreeMap<>(), false);
}
