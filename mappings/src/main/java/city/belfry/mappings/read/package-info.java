/// Readers: the bytes of a source to rows, within limits.
///
/// A reader for another format (GML, Parquet, protobuf) is one class that implements [RowReader]:
///
/// 1. a value of `LogicalSource.Format`, its reference formulation in `LogicalSources`, a line in [Readers]; the
///    compiler names the other places, whose `switch` has no `default`;
/// 2. `read` opens the [SourceFile] (unpacked and counted already), fills one [Row] again and again with the slots of
///    [Fields] that are not derived, and hands it on; what a record lacks is reported to [Findings], and only a file
///    that cannot be read on is a `MappingException`;
/// 3. whatever the format may claim to be large (lengths, depths, columns) is compared with `Limits` before room is
///    made for it;
/// 4. seeds and a method in `ReadersFuzzTest`.
@NullMarked
package city.belfry.mappings.read;

import org.jspecify.annotations.NullMarked;
