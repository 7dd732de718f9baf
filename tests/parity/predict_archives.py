"""Scores archives with Python's XGBoost, as a user or the container would.

usage: predict_archives.py FOLDER
For each NAME.tar.gz in FOLDER: unpacks it, loads its xgboost-model, scores the float32 rows
of NAME.rows and writes the float32 scores to NAME.scores.
"""

import pathlib
import sys
import tarfile

import numpy
import xgboost

for archive in sorted(pathlib.Path(sys.argv[1]).glob("*.tar.gz")):
    base = str(archive)[: -len(".tar.gz")]
    with tarfile.open(archive) as tar:
        assert tar.getnames() == ["xgboost-model"], tar.getnames()
        tar.extractall(base)
    booster = xgboost.Booster({"nthread": 1})
    booster.load_model(base + "/xgboost-model")
    rows = numpy.fromfile(base + ".rows", numpy.float32)
    rows = rows.reshape(-1, booster.num_features())
    booster.predict(xgboost.DMatrix(rows)).astype(numpy.float32).tofile(base + ".scores")
