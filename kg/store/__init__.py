"""N-Quads lines into a store on disk, a build folder that changes as a whole, and queries of it."""

from kg.store.build_folder import BuildFolder
from kg.store.embedded import EmbeddedStore, build_store, open_build
from kg.store.interface import Store

__all__ = ["BuildFolder", "EmbeddedStore", "Store", "build_store", "open_build"]
