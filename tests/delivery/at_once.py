"""Deeds done at the same moment, each by a worker of its own."""

from threading import Barrier, Thread

from django.db import connection

from varv.core.refusals import RuleBroken


def at_once(*deeds) -> list[str]:
    """Do all of it at the same moment; what each was told, in no particular order."""
    told, ready = [], Barrier(len(deeds))

    def do(deed):
        ready.wait()
        try:
            deed()
            told.append("done")
        except RuleBroken as refused:
            told.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)
