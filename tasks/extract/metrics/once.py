"""A property that is worked out when it is first asked for, and kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 # named as it is read over a method
    """Turns a method into such a property, as ``functools.cached_property`` does from Python 3.12 on.

    That of Python 3.11 takes a lock each time, which costs more than most of what is worked out here.

    Example:
        >>> class Square:
        ...     side = 3
        ...
        ...     @once
        ...     def area(self):
        ...         print("multiplied")
        ...         return self.side**2
        >>> square = Square()
        >>> square.area, square.area
        multiplied
        (9, 9)
    """

    def __init__(self, read: Callable[[Any], T]) -> None:
        self._read = read
        self._name = read.__name__
        self.__doc__ = read.__doc__

    def __get__(self, instance: Any, owner: type) -> T:
        value = self._read(instance)
        instance.__dict__[self._name] = value
        return value
