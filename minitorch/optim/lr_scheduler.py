"""``torch.optim.lr_scheduler``: the names of ``minitorch.schedules``."""

from minitorch.schedules import CosineAnnealingLR as CosineAnnealingLR
from minitorch.schedules import ExponentialLR as ExponentialLR
from minitorch.schedules import LambdaLR as LambdaLR
from minitorch.schedules import LinearLR as LinearLR
from minitorch.schedules import MultiStepLR as MultiStepLR
from minitorch.schedules import ReduceLROnPlateau as ReduceLROnPlateau
from minitorch.schedules import SequentialLR as SequentialLR
from minitorch.schedules import StepLR as StepLR
