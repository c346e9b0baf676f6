/// The ontology as the community's own report tool sees it; alone here, so that its old Jena never meets ours.
@NullMarked
package city.belfry.robot;

import org.jspecify.annotations.NullMarked;
