package city.belfry.hub.city;

/// A rule that links things of different datasets by place: each point of one class gets the area of another around it.
public record LinkEntry(
        @Key(value = "Short name; findings about the rule carry it.", pattern = "[a-z][a-z0-9-]{0,39}")
        String id,

        @Key("Class of the things to be placed, for example belfry:SharedMobilityStation.")
        String from,

        @Key("Class of the areas, for example belfry:Municipality.")
        String to,

        @Key("Property from the thing to its area, for example belfry:inMunicipality.")
        String relation) {}
