"""What Python's and NumPy's own errors mean: a pattern of their text, and a sentence for it."""

from __future__ import annotations

_SHAPE = r"(\([\d, ]*\))"

# What an error's "type: text" says -> what it means and what to do, `{0}` and `{1}` being the groups of the
# pattern. The first that fits is told.
MEANINGS: tuple[tuple[str, str], ...] = (
    # ---------------------------------------------------------------- shapes
    (
        rf"operands could not be broadcast together with shapes {_SHAPE} {_SHAPE}",
        "Arrays of shapes {0} and {1} do not fit together entry by entry: counted from the last, axes must "
        "be equal, or one of them 1.",
    ),
    (
        rf"could not broadcast input array from shape {_SHAPE} into shape {_SHAPE}",
        "An array of shape {0} is put into a place of shape {1}: is another row or column meant, or the "
        "transpose?",
    ),
    (
        r"mismatch in its core dimension .*\(size (\d+) is different from (\d+)\)",
        "In a product A @ B the last axis of A ({1}) must be the first of B ({0}): is one of them to be "
        "transposed, or do they stand in the wrong order?",
    ),
    (
        rf"shapes {_SHAPE} and {_SHAPE} not aligned",
        "In a product A.dot(B) of shapes {0} and {1} the last axis of A must be the first of B: is one of "
        "them to be transposed, or do they stand in the wrong order?",
    ),
    (
        r"does not have enough dimensions \(has 0",
        "@ multiplies arrays, and one side is a single number: write * for it.",
    ),
    (
        r"shape-mismatch for sum",
        "The two axes that are summed over must be equally long: are they the right ones?",
    ),
    (
        rf"cannot reshape array of size (\d+) into shape {_SHAPE}",
        "{0} entries do not fill the shape {1}: reshape keeps every entry and only lays them out anew.",
    ),
    (
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "There is no axis {0} in an array with {1}: axes are counted from 0.",
    ),
    (
        r"input array dimensions except for the concatenation axis must match",
        "Arrays that are joined must be equally long along every other axis: join them along another one?",
    ),
    (r"all input arrays must have the same shape", "np.stack needs arrays of one and the same shape."),
    (
        r"inhomogeneous shape|array with more than one element is ambiguous.*inhomogeneous",
        "The rows of that list are not equally long, so they make no array.",
    ),
    (
        r"axes don't match array|repeated axis in transpose",
        "transpose needs every axis of the array, each once.",
    ),
    (r"must be square", "A square matrix is needed there."),
    (
        r"zero-size array to reduction|empty sequence|empty iterable",
        "The largest or smallest of no entries does not exist: why is the array empty?",
    ),
    # ---------------------------------------------------------------- einsum
    (
        r"with remapped shapes",
        "In np.einsum a letter stands for axes of different lengths: do the letters of one array stand in "
        "the wrong order?",
    ),
    (
        r"contains too many subscripts for operand (\d+)|has fewer dimensions than subscripts",
        "In np.einsum an array has fewer axes than letters: one letter for each axis.",
    ),
    (
        r"more dimensions than subscripts",
        "In np.einsum an array has more axes than letters: one letter for each.",
    ),
    (
        r"output subscript '(\w)' which never appeared",
        "In np.einsum the letter {0} behind -> stands for no axis of the inputs.",
    ),
    # ---------------------------------------------------------------- indices
    (
        r"index (\d+) is out of bounds for axis \d+ with size (\d+)",
        "The index {0} is too far: it must be smaller than the size of the axis, {1}.",
    ),
    (
        r"index (-\d+) is out of bounds for axis \d+ with size (\d+)",
        "The index {0} counts from the end, and is further than the size of the axis, {1}.",
    ),
    (
        r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
        "{1} indices are given, and the array has only as many axes as {0}: one index for each axis.",
    ),
    (
        r"(?:list|tuple|string) (?:assignment )?index out of range",
        "The index is too far: the last entry is the one before len(...).",
    ),
    (r"invalid index to scalar variable", "One number has no entries: is there an index too many?"),
    (
        r"boolean index did not match indexed array",
        "A mask must have the shape of what it chooses from: was it made of another array, or of the "
        "transpose?",
    ),
    (r"shape mismatch: indexing arrays", "Two arrays used as indices must be as long as each other."),
    (
        r"only integer scalar arrays can be converted to a scalar index|list indices must be",
        "A list takes one whole number as its index: make it an array first, np.array(...), or take a loop.",
    ),
    (
        r"arrays used as indices must be of integer|only integers, slices",
        "An index must be a whole number: is it a float, or another array than the labels?",
    ),
    # ---------------------------------------------------------------- what something is
    (
        r"truth value of an array with more than one element is ambiguous",
        "`if`, `and` and max(a, b) need one True or False, not an array of them: use np.where, np.maximum, a "
        "mask, or a loop.",
    ),
    (r"ufunc 'bitwise_xor' not supported|for \^", "`^` is no power in Python: write `**`."),
    (r"boolean negative", "A mask has no sign: ~mask is its opposite."),
    (r"boolean subtract", "Masks are not subtracted: make numbers of them first, mask.astype(float)."),
    (
        r"Cannot cast ufunc .* from dtype\('float64'\) to dtype\('u?int",
        "An array of integers cannot take fractions in place: make it one of floats, np.zeros(shape).",
    ),
    (
        r"only (?:length-1|0-dimensional|size-1) arrays can be|setting an array element with a sequence",
        "One number is needed there, and an array comes: is an index or a sum missing? The functions of "
        "`math` take one number, those of `np` arrays.",
    ),
    (
        r"Cannot interpret '.*' as a data type",
        "A shape is one argument: np.zeros((3, 4)), with brackets of its own.",
    ),
    (
        r"'(?:builtin_function_or_method|function|method|type)' object is not subscriptable",
        "A function is called with ( ), not with [ ].",
    ),
    (
        r"'NoneType' object is not (?:subscriptable|iterable)",
        "None stands there: which call returns nothing?",
    ),
    (
        r"'(?:int|float)' object is not subscriptable",
        "One number has no entries: is there an index too many?",
    ),
    (
        r"'(?:int|float|numpy\.\w+)' object is not iterable",
        "A loop over n numbers runs over range(n), not over n.",
    ),
    (
        r"object of type '(?:int|float|numpy\.\w+)' has no len",
        "One number has no length: which array is meant?",
    ),
    (
        r"object is not callable",
        "What stands before the brackets is no function: is a `*` missing, or is it [ ]?",
    ),
    (
        r"'(\w+)' object cannot be interpreted as an integer",
        "A whole number is needed there and comes as {0}: take len(...) or one entry of .shape, and // "
        "for /.",
    ),
    (
        r"can only concatenate list|can't multiply sequence|between instances of '(?:list|\w+' and 'list)'",
        "A list does not calculate: make it an array first, np.array(...).",
    ),
    (r"unsupported operand type.*'NoneType'", "None stands on one side: which function has no `return`?"),
    (
        r"unsupported operand type.*'(?:list|tuple)'",
        "A list or tuple does not calculate: make it an array first, np.array(...).",
    ),
    (
        r"unsupported operand type.*'(?:function|builtin_function_or_method)'",
        "A function stands there that is not called: add ( ).",
    ),
    (r"unhashable type", "Neither an array nor a list can be a key: take a number or a tuple."),
    (r"read-only", "That array must stay as it is: work on a copy, x.copy()."),
    # ---------------------------------------------------------------- names and calls
    (
        r"local variable '(\w+)' (?:where it is not associated|referenced before)",
        "`{0}` is used before it has a value: give it one before the loop or the `if`.",
    ),
    (
        r"missing \d+ required positional arguments?: (.*?)(?: \(line|$)",
        "A function is called with fewer arguments than its `def` names: {0} is missing.",
    ),
    (
        r"takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) (?:was|were) given",
        "A function is called with {1} arguments, and its `def` names {0}.",
    ),
    (
        r"not enough values to unpack \(expected (\d+), got (\d+)\)",
        "{1} values come where {0} names wait for them.",
    ),
    (
        r"too many values to unpack \(expected (\d+)",
        "More values come than the {0} names that wait for them.",
    ),
    (
        r"cannot unpack non-iterable (\w+)",
        "One value ({0}) comes where several names wait for one each: is .shape meant?",
    ),
    (
        r"^RecursionError",
        "The function calls itself without an end: which call should be of another function?",
    ),
    (r"^KeyError", "There is no such key in the dict: print its keys()."),
    (r"^AssertionError", "Your own `assert` does not hold in this case."),
    # ---------------------------------------------------------------- numbers
    (r"division by zero", "The divisor is 0 in this case: which size or sum can be 0?"),
    (
        r"math range error",
        "math.exp overflows beyond 709: subtract the largest number from all of them first.",
    ),
    (r"math domain error", "math.log needs a number above 0, math.sqrt one that is not below 0."),
    (
        r"Unable to allocate",
        "An array of that size fits into no memory: are two sizes multiplied that should not be?",
    ),
)
