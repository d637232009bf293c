# Debian's azure-cli 2.45.0-1 asks for azure.mgmt.network.v2022_01_01; its python3-azure has only v2022_07_01
# (Azure/azure-cli issues 24745 and 26830). Only enumerations are taken from it, so the newer one stands in for it.
import importlib
import importlib.abc
import importlib.util
import sys

WANTED = 'azure.mgmt.network.v2022_01_01'
PRESENT = 'azure.mgmt.network.v2022_07_01'


class StandIn(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name == WANTED or name.startswith(WANTED + '.'):
            return importlib.util.spec_from_loader(name, self)
        return None

    def create_module(self, spec):
        return importlib.import_module(PRESENT + spec.name[len(WANTED):])

    def exec_module(self, module):
        pass


sys.meta_path.append(StandIn())
