# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of test_celery.py: what a worker process of Celery imports."""
import os

from celery import Celery

app = Celery('celeryapp', broker=os.environ['SIGHTGLASS_TEST_URL'], backend='rpc://')
app.conf.update(
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    task_queue_max_priority=5,
    result_expires=60,
)
attempts = {}


@app.task
def add(a, b):
    return a + b


@app.task(bind=True, max_retries=3)
def flaky(self, name, failures):
    """Fails that many times, and says how often it was tried."""
    attempts[name] = attempts.get(name, 0) + 1
    if attempts[name] <= failures:
        raise self.retry(countdown=0.05)
    return attempts[name]


@app.task
def refuse():
    raise ValueError('no')
