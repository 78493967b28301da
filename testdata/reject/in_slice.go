package reject

// A list is spread with three dots; a slice is no value.
var _ = Users.ID.In([]int64{1, 2}) /* ERROR `cannot use \[\]int64\{…\}.* as int64 value in argument to Users.ID.In` */
