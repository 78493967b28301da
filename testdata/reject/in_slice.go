package reject

// A list is spread with three dots; a slice is no value.
var _ = Users.ID.In([]int64{1, 2}) /* ERROR "" */
