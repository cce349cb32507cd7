# exit 1
