package city.belfry.mappings.run;

import city.belfry.mappings.Limits;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.read.Findings;
import city.belfry.mappings.read.RowConsumer;

/// What a logical view needs to read: other views, and texts inside records.
///
/// @param walk walks through a source and its steps
record ViewReading(Limits limits, Findings findings, Walk walk) {
    /// One walk through a source, up to the end of its steps.
    @FunctionalInterface
    interface Walk {
        /// Walks to the end and tells how many records were read.
        long through(Scan scan, RowConsumer consumer);
    }
}
