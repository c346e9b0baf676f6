package city.belfry.hub.ingest;

/// What a dry run was made from.
///
/// @param inputChecksum of the source as it was read
/// @param recipeChecksum of everything else that decides what is published
public record Preview(String inputChecksum, String recipeChecksum) {}
